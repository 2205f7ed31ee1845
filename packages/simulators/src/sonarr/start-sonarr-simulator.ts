import { createMediaFolder } from '../media-folder.ts'
import { startArrServer, type ArrServer, type ArrServerOptions } from '../server/arr-server.ts'
import { postedEpisodeFile, postedEpisodes, postedSeries, sonarrTestPost } from './sonarr-posts.ts'
import {
  episodeFileName,
  episodeFileResource,
  episodeResource,
  makeSeries,
  seriesResource,
  type NewSeries,
  type SimulatedEpisode,
  type SimulatedEpisodeFile,
  type SimulatedSeries,
} from './sonarr-series.ts'

export interface SonarrSimulatorOptions extends ArrServerOptions {
  /** So many series, each episode with a file. Default 0. */
  series?: number
  /** Of each of them. Default: two seasons of ten episodes. */
  seasons?: number
  episodesOfSeason?: number
}

/** Which episodes of a series: a season and numbers in it. */
export interface EpisodeChoice {
  season: number
  episodes: readonly number[]
}

/** A server that answers and posts as Sonarr does. What is done here, is done on disk, told by its history and posted to its webhooks. */
export interface SonarrSimulator extends ArrServer {
  readonly series: ReadonlyMap<number, SimulatedSeries>
  /** Adds a series without files. */
  add(series?: NewSeries): Promise<SimulatedSeries>
  grab(seriesId: number, choice: EpisodeChoice, downloadId?: string): Promise<void>
  /** One file with these episodes arrived; over files of theirs it is an upgrade. */
  importFile(seriesId: number, choice: EpisodeChoice, file?: { relativePath?: string; content?: string }): Promise<SimulatedEpisodeFile>
  /** The second form of Download: everything of a download is imported. */
  importComplete(seriesId: number, fileIds: readonly number[]): Promise<void>
  renameFile(seriesId: number, fileId: number, relativePath: string): Promise<void>
  deleteFile(seriesId: number, fileId: number): Promise<void>
  deleteSeries(seriesId: number, deletedFiles?: boolean): Promise<void>
  needsHelp(seriesId: number, choice: EpisodeChoice): Promise<void>
  /** Changes what is known of a series without telling anybody. */
  edit(seriesId: number, changes: NewSeries): void
}

/** Starts a simulated Sonarr on loopback. */
export const startSonarrSimulator = async (options: SonarrSimulatorOptions = {}): Promise<SonarrSimulator> => {
  const { rootFolder = '/tv', instanceName = 'Sonarr', now = () => Date.now(), seasons = 2, episodesOfSeason = 10 } = options
  const media = createMediaFolder(rootFolder, options.mediaFolder)
  const all = new Map<number, SimulatedSeries>()
  let lastFile = 0

  const seriesOf = (id: number): SimulatedSeries => {
    const series = all.get(id)
    if (series === undefined) throw new RangeError(`The simulated Sonarr has no series ${id}`)
    return series
  }
  const fileOf = (series: SimulatedSeries, fileId: number): SimulatedEpisodeFile => {
    const file = series.files.find(({ id }) => id === fileId)
    if (file === undefined) throw new RangeError(`The simulated series ${series.id} has no file ${fileId}`)
    return file
  }
  const chosen = (series: SimulatedSeries, { season, episodes }: EpisodeChoice): SimulatedEpisode[] =>
    series.episodes.filter(({ seasonNumber, episodeNumber }) => seasonNumber === season && episodes.includes(episodeNumber))
  const dropFile = (series: SimulatedSeries, fileId: number): void => {
    series.files = series.files.filter(({ id }) => id !== fileId)
    for (const episode of series.episodes) if (episode.fileId === fileId) episode.fileId = 0
  }
  const newFile = async (
    series: SimulatedSeries,
    episodes: readonly SimulatedEpisode[],
    { relativePath = episodeFileName(series, episodes), content }: { relativePath?: string; content?: string } = {},
  ): Promise<SimulatedEpisodeFile> => {
    const id = ++lastFile
    const written = content ?? `series ${series.id}, file ${id}`
    await media.write(`${series.path}/${relativePath}`, written)
    const file = {
      id,
      seasonNumber: episodes[0]?.seasonNumber ?? 0,
      relativePath,
      size: written.length,
      dateAdded: new Date(now()).toISOString(),
    }
    series.files.push(file)
    for (const episode of episodes) episode.fileId = id
    return file
  }
  const addSeries = (given: NewSeries): SimulatedSeries => {
    const series = makeSeries(all.size === 0 ? 1 : Math.max(...all.keys()) + 1, rootFolder, given)
    all.set(series.id, series)
    return series
  }

  const server = await startArrServer(
    { name: 'Sonarr', version: '4.0.14.2939', testPost: sonarrTestPost },
    { rootFolder, ...options },
    (app, { webhooks, history }) => {
      app.get('/api/v3/series', (context) => context.json([...all.values()].map(seriesResource)))
      app.get('/api/v3/series/:id', (context) => {
        const series = all.get(Number(context.req.param('id')))
        return series === undefined ? context.json({ message: 'NotFound' }, 404) : context.json(seriesResource(series))
      })
      app.get('/api/v3/episode', (context) => {
        const wanted = context.req.query('seriesId')
        if (wanted === undefined) return context.json({ message: 'seriesId or episodeIds must be provided' }, 400)
        const series = all.get(Number(wanted))
        const includeFile = context.req.query('includeEpisodeFile') === 'true'
        return context.json(series?.episodes.map((episode) => episodeResource(series, episode, includeFile)) ?? [])
      })
      app.get('/api/v3/episodefile', (context) => {
        const series = all.get(Number(context.req.query('seriesId')))
        return context.json(series?.files.map((file) => episodeFileResource(series, file)) ?? [])
      })
      const post = async (payload: object): Promise<void> => void (await webhooks.post({ ...payload, instanceName, applicationUrl: '' }))
      const tell = (eventType: string, series: SimulatedSeries, episodes: readonly SimulatedEpisode[], data: object = {}): void => {
        for (const episode of episodes)
          history.add({ eventType, seriesId: series.id, episodeId: episode.id, sourceTitle: series.title, data })
      }
      return {
        series: all,
        add: async (given: NewSeries = {}) => {
          const series = addSeries(given)
          await post({ eventType: 'SeriesAdd', series: postedSeries(series) })
          return series
        },
        grab: async (seriesId: number, choice: EpisodeChoice, downloadId = `DOWNLOAD${seriesId}`) => {
          const series = seriesOf(seriesId)
          const episodes = chosen(series, choice)
          tell('grabbed', series, episodes)
          const release = { quality: 'HDTV-720p', qualityVersion: 1, releaseTitle: series.title, indexer: 'Simulated', size: 1_000 }
          await post({ eventType: 'Grab', series: postedSeries(series), episodes: postedEpisodes(series, episodes), release, downloadId })
        },
        importFile: async (seriesId: number, choice: EpisodeChoice, given?: { relativePath?: string; content?: string }) => {
          const series = seriesOf(seriesId)
          const episodes = chosen(series, choice)
          const old = series.files.filter(({ id }) => episodes.some(({ fileId }) => fileId === id))
          const file = await newFile(series, episodes, given)
          for (const { id, relativePath } of old) {
            dropFile(series, id)
            if (relativePath !== file.relativePath) await media.remove(`${series.path}/${relativePath}`)
            tell('episodeFileDeleted', series, episodes, { reason: 'Upgrade' })
          }
          for (const episode of episodes) episode.fileId = file.id
          tell('downloadFolderImported', series, episodes, { fileId: String(file.id) })
          await post({
            eventType: 'Download',
            series: postedSeries(series),
            episodes: postedEpisodes(series, episodes),
            episodeFile: postedEpisodeFile(series, file),
            isUpgrade: old.length > 0,
            downloadId: `DOWNLOAD${seriesId}`,
            ...(old.length > 0 && { deletedFiles: old.map((each) => postedEpisodeFile(series, each)) }),
          })
          return file
        },
        importComplete: async (seriesId: number, fileIds: readonly number[]) => {
          const series = seriesOf(seriesId)
          const episodes = series.episodes.filter(({ fileId }) => fileIds.includes(fileId))
          const episodeFiles = fileIds.map((id) => postedEpisodeFile(series, fileOf(series, id)))
          await post({
            eventType: 'Download',
            series: postedSeries(series),
            episodes: postedEpisodes(series, episodes),
            episodeFiles,
            fileCount: episodeFiles.length,
            sourcePath: '/downloads/pack',
            destinationPath: series.path,
            downloadId: `DOWNLOAD${seriesId}`,
          })
        },
        renameFile: async (seriesId: number, fileId: number, relativePath: string) => {
          const series = seriesOf(seriesId)
          const file = fileOf(series, fileId)
          const previous = { previousRelativePath: file.relativePath, previousPath: `${series.path}/${file.relativePath}` }
          await media.move(previous.previousPath, `${series.path}/${relativePath}`)
          file.relativePath = relativePath
          tell(
            'episodeFileRenamed',
            series,
            series.episodes.filter((episode) => episode.fileId === fileId),
          )
          await post({
            eventType: 'Rename',
            series: postedSeries(series),
            renamedEpisodeFiles: [{ ...postedEpisodeFile(series, file), ...previous }],
          })
        },
        deleteFile: async (seriesId: number, fileId: number) => {
          const series = seriesOf(seriesId)
          const file = fileOf(series, fileId)
          const episodes = series.episodes.filter((episode) => episode.fileId === fileId)
          await media.remove(`${series.path}/${file.relativePath}`)
          dropFile(series, fileId)
          tell('episodeFileDeleted', series, episodes, { reason: 'Manual' })
          const episodeFile = postedEpisodeFile(series, file)
          await post({
            eventType: 'EpisodeFileDelete',
            series: postedSeries(series),
            episodes: postedEpisodes(series, episodes),
            episodeFile,
            deleteReason: 'manual',
          })
        },
        deleteSeries: async (seriesId: number, deletedFiles = true) => {
          const series = seriesOf(seriesId)
          if (deletedFiles) await media.remove(series.path)
          all.delete(seriesId)
          history.forget('seriesId', seriesId)
          await post({ eventType: 'SeriesDelete', series: postedSeries(series), deletedFiles })
        },
        needsHelp: async (seriesId: number, choice: EpisodeChoice) => {
          const series = seriesOf(seriesId)
          const downloadInfo = { quality: 'HDTV-720p', title: series.title, size: 1_000 }
          const downloadStatusMessages = [{ title: series.title, messages: ['Unable to parse file'] }]
          await post({
            eventType: 'ManualInteractionRequired',
            series: postedSeries(series),
            episodes: postedEpisodes(series, chosen(series, choice)),
            downloadInfo,
            downloadStatus: 'Warning',
            downloadStatusMessages,
          })
        },
        edit: (seriesId: number, changes: NewSeries) => void Object.assign(seriesOf(seriesId), changes),
      }
    },
  )
  for (let made = 0; made < (options.series ?? 0); made++) {
    const series = addSeries({ seasons, episodesOfSeason })
    for (const episode of series.episodes) await newFile(series, [episode])
  }
  return server
}
