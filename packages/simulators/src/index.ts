export type { NewMovie, SimulatedMovie } from './radarr/radarr-movie.ts'
export { startRadarrSimulator, type RadarrSimulator, type RadarrSimulatorOptions } from './radarr/start-radarr-simulator.ts'
export type { ArrServer, ArrServerOptions } from './server/arr-server.ts'
export type { Outage } from './server/outage.ts'
export type { NewSeries, SimulatedEpisodeFile, SimulatedSeries } from './sonarr/sonarr-series.ts'
export {
  startSonarrSimulator,
  type EpisodeChoice,
  type SonarrSimulator,
  type SonarrSimulatorOptions,
} from './sonarr/start-sonarr-simulator.ts'
export type { TmdbFault } from './tmdb/tmdb-faults.ts'
export { startTmdbSimulator, type TmdbRequest, type TmdbSimulator, type TmdbSimulatorOptions } from './tmdb/tmdb-simulator.ts'
export type { TmdbSeasonPlan, TmdbThing } from './tmdb/tmdb-world.ts'
