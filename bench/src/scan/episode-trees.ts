import { makeEpisodeTree } from '../make-episode-tree.ts'
import type { MadeLibrary } from './made-library.ts'

/** A library of so many files of episodes, fifty to a series. */
export const episodeTrees = (episodes: number): MadeLibrary => ({
  type: 'tvshow',
  make: async (folder) => ({ found: (await makeEpisodeTree(folder, { episodes, series: Math.ceil(episodes / 50) })).files }),
  contents: `
    select concat_ws('|', f.folder, f.name, f.role, f.state, f.part, f.version, s.title, s.year, e.season_number, e.number,
      e.absolute_number, e.aired, e.title, d.title) as row
    from backlot.files f
    left join backlot.series s on s.id = f.item_id
    left join backlot.episode_files x on x.file_id = f.id
    left join backlot.episodes e on e.id = x.episode_id
    left join backlot.search_episodes d on d.id = e.id::text
    order by f.folder, f.name, x.position`,
})
