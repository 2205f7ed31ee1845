import { agentSettings } from '@backlot/notifications'
import { z } from 'zod'
import { arrSettings } from './arr-settings.ts'
import { durationSetting as duration } from './duration-setting.ts'
import { librarySettingsShape } from './library-settings.ts'
import { logLevels } from './log-level.ts'
import { metadataSettings } from './metadata-settings.ts'

const timeZone = z.string().refine(
  (name) => {
    try {
      return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
    } catch {
      return false
    }
  },
  { error: 'a time zone is written as Europe/Berlin or UTC' },
)

const librarySchema = z.strictObject({
  /** What people call it; names are unique. */
  name: z.string().trim().min(1),
  type: z.enum(['movie', 'tvshow']),
  paths: z.array(z.string().min(1)).min(1, 'a library needs at least one folder'),
  ...librarySettingsShape,
})

/** The configuration: every setting that something reads, with its default. Unknown keys are refused. */
export const configSchema = z.strictObject({
  /** The folder that is the host's own: database, host.json. */
  data: z.string().min(1).default('./.backlot'),
  database: z
    .strictObject({
      /** A Postgres of your own; the embedded one in the data folder when not set. */
      url: z
        .url({ protocol: /^postgres(ql)?$/, error: 'a connection string looks like postgres://user:password@host:5432/name' })
        .optional(),
      /** Where that is no plain Postgres: which profile the job tables use. */
      backend: z.enum(['postgres', 'citus', 'cockroachdb']).default('postgres'),
    })
    .prefault({}),
  server: z
    .strictObject({
      /** 0: any free port. */
      port: z.int().min(0).max(65_535).default(8484),
      bind: z.string().min(1).default('127.0.0.1'),
    })
    .prefault({}),
  log: z.strictObject({ level: z.enum(logLevels).default('info') }).prefault({}),
  jobs: z
    .strictObject({
      /** Size of a queue that names none. */
      maxWorkers: z.int().min(1).default(10),
      /** Scales all queues in proportion to this sum, each at least 1. */
      totalWorkers: z.int().min(1).optional(),
      /** How long wakes of an idle queue are gathered at the most. */
      fetchCooldown: duration.default('100ms'),
      /** How long a stop waits for running jobs before it gives them back. */
      drainTimeout: duration.default('30s'),
      /** The zone that the times of schedules are in; the machine's when not set. */
      timeZone: timeZone.optional(),
      /** Queues with how many jobs of each run at a time. */
      queues: z.record(z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a queue name is made of a-z, 0-9, _ and -'), z.int().min(1)).default({}),
    })
    .prefault({}),
  media: z
    .strictObject({
      /** The program that reads what the host's own reader cannot: the one that is installed, the one at a path, or none. */
      ffprobe: z.union([z.literal(false), z.string().min(1)], { error: 'auto, the path of a program, or false' }).default('auto'),
    })
    .prefault({}),
  images: z
    .strictObject({
      /** Hosts that images are fetched from, beside those of the configured providers. */
      allowedHosts: z.array(z.string().min(1)).default([]),
      /** Hosts that somebody vouches for: allowed, and they may be in the own network and need no https. */
      trustedHosts: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  metadata: metadataSettings,
  watching: z
    .strictObject({
      /** How long nothing may change in a watched folder before it is scanned. */
      quiet: duration.default('30s'),
    })
    .prefault({}),
  search: z
    .strictObject({
      typesense: z
        .strictObject({
          /** A Typesense server that holds the search index; the database holds it when not set. */
          url: z.url({ protocol: /^https?$/, error: 'a Typesense server is written as http://127.0.0.1:8108' }).optional(),
          /** A key that may do everything with the collections whose names begin with backlot_. */
          apiKey: z.string().min(1).optional(),
        })
        .refine(({ url, apiKey }) => url === undefined || apiKey !== undefined, {
          path: ['apiKey'],
          error: 'search.typesense.url needs a key: set search.typesense.apiKey',
        })
        .prefault({}),
    })
    .prefault({}),
  libraries: z.array(librarySchema).default([]),
  arr: arrSettings,
  notifications: z
    .strictObject({
      /** Who is told of what happens. */
      agents: z.array(agentSettings).default([]),
    })
    .prefault({}),
})

/** The configuration as the host reads it. */
export type Config = z.output<typeof configSchema>

/** Paths of the settings whose values are shown to nobody. */
export const secretSettings: readonly string[] = ['database.url', 'metadata.tmdb.token', 'search.typesense.apiKey']

type AnySchema = z.core.$ZodType

/** The schema under defaults and optionals. */
const bare = (schema: AnySchema): AnySchema =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodPrefault ? bare(schema.unwrap()) : schema

/** The keys that a section takes; undefined for what is no section. A record of free names gives none. */
export const sectionKeys = (path: readonly PropertyKey[]): string[] | undefined => {
  const schema = schemaAt(path)
  // Of several shapes of one thing, the keys of all.
  if (schema instanceof z.ZodDiscriminatedUnion)
    return [...new Set(schema.options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : [])))]
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : undefined
}

/** What a setting holds: more settings, free names, text, or a value that is written as YAML. Undefined where there is none. */
export const settingShape = (path: readonly PropertyKey[]): 'section' | 'record' | 'text' | 'value' | undefined => {
  const schema = schemaAt(path)
  if (schema === undefined) return undefined
  if (schema instanceof z.ZodObject) return 'section'
  if (schema instanceof z.ZodRecord) return 'record'
  return schema instanceof z.ZodString || schema instanceof z.ZodURL || schema instanceof z.ZodCustom ? 'text' : 'value'
}

const schemaAt = (path: readonly PropertyKey[]): AnySchema | undefined => {
  let schema: AnySchema | undefined = configSchema
  for (const key of path) {
    const section: AnySchema = bare(schema)
    if (section instanceof z.ZodObject) schema = (section.shape as Record<PropertyKey, AnySchema>)[key]
    else if (section instanceof z.ZodRecord) schema = section.valueType
    else if (section instanceof z.ZodArray) schema = section.element
    else return undefined
    if (schema === undefined) return undefined
  }
  return bare(schema)
}
