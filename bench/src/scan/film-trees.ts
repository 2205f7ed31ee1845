import { makeFilmTree } from '../make-film-tree.ts'
import type { MadeLibrary } from './made-library.ts'

/** A library of so many films. */
export const filmTrees = (films: number): MadeLibrary => ({
  type: 'movie',
  make: async (folder) => ({ found: (await makeFilmTree(folder, { films })).files }),
  contents: `
    select concat_ws('|', f.folder, f.name, f.role, f.state, f.part, f.edition, m.title, m.year, d.title) as row
    from backlot.files f
    left join backlot.movies m on m.id = f.item_id
    left join backlot.search_movies d on d.id = m.id::text
    order by f.folder, f.name`,
})
