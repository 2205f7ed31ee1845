/** Which of the two a server is. */
export type ArrApp = 'radarr' | 'sonarr'

/** The name of a server as people write it. */
export const appName = (app: ArrApp): string => (app === 'radarr' ? 'Radarr' : 'Sonarr')

/** A folder as the server calls it, and where the same folder is for us. */
export interface PathMapping {
  remote: string
  local: string
}

/** A Radarr or Sonarr, as the configuration has it. */
export interface ArrInstance {
  app: ArrApp
  /** What people call it; one of its name for each app. */
  name: string
  /** Where it answers, with its URL base where it has one. */
  url: string
  apiKey: string
  pathMappings: readonly PathMapping[]
  /** What its posts have to bring. */
  webhookSecret: string
}

/** How messages name an instance: `Radarr "main" at http://radarr:7878`. */
export const describeInstance = ({ app, name, url }: Pick<ArrInstance, 'app' | 'name' | 'url'>): string =>
  `${appName(app)} "${name}" at ${url}`

/** Where the settings of an instance are: `arr.radarr "main"`. */
export const settingOf = ({ app, name }: Pick<ArrInstance, 'app' | 'name'>): string => `arr.${app} "${name}"`
