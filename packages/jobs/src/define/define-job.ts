import type { z } from 'zod'
import { toMilliseconds, type Duration } from './duration.ts'
import { InvalidArgsError, type ArgsFault } from './job-error.ts'
import type { Limit } from './limit.ts'
import { isStoredAsIs } from './stored-as-is.ts'
import type { Unique } from './unique.ts'

/** What `defineJob` takes: the contract of one kind of job. */
export interface JobOptions<Kind extends string, Args extends z.ZodObject> {
  /** The name stored with every job. A wire format: it never changes; `aliases` names what it was called before. */
  kind: Kind
  /** What the kind was called before: jobs stored under these names run as this kind. */
  aliases?: readonly string[]
  /** One sentence for people: what a job of this kind does. */
  description?: string
  /** The queue whose slots it uses: `critical`, `high`, `default`, `low`, `bulk`, or one that the program adds. */
  queue: string
  /** How long one attempt may run before its signal aborts. */
  timeout: Duration
  /** How often it is tried before it is discarded. Default 25. */
  maxAttempts?: number
  /** Shape of the args; unknown keys are refused at insert. */
  args: Args
  /** Raised when an arg is renamed, removed or newly required; `upgrade` then reads what older versions stored. Default 1. */
  version?: number
  /** Turns args as an older version stored them into today's input. */
  upgrade?: (stored: Record<string, unknown>, version: number) => Record<string, unknown>
  /** Which equal jobs are refused as duplicates. None when left out. */
  unique?: Unique<Extract<keyof z.output<Args>, string>>
  /** How many may run at a time in the whole cluster. No limit but the slots of the queue when left out. */
  limit?: Limit<Extract<keyof z.output<Args>, string>>
  /** Larger runs first within a queue. Default 0. */
  priority?: number
  /** The package whose bundle runs it, for the table of kinds. */
  package?: string
}

/** A kind of job: a value that, called with args, validates them and gives a request to insert. */
export interface JobDefinition<Kind extends string = string, Args extends z.ZodObject = z.ZodObject> {
  (args: z.input<Args>): JobRequest<Kind, z.output<Args>>
  readonly kind: Kind
  readonly aliases: readonly string[]
  readonly description: string
  readonly queue: string
  readonly timeoutMs: number
  readonly maxAttempts: number
  readonly schema: Args
  /** Validates args, unknown keys refused. Throws an InvalidArgsError with the path of each fault. */
  readonly parse: (args: unknown) => z.output<Args>
  readonly version: number
  readonly upgrade: ((stored: Record<string, unknown>, version: number) => Record<string, unknown>) | undefined
  readonly unique: Unique | undefined
  readonly limit: Limit | undefined
  readonly priority: number
  readonly package: string
}

/** A job that can be inserted: a plain value, made by calling its definition. */
export interface JobRequest<Kind extends string = string, Args = unknown> {
  readonly kind: Kind
  readonly args: Args
  readonly definition: JobDefinition
}

/** The args of a definition, as its handler gets them. */
export type ArgsOf<Definition extends JobDefinition> = z.output<Definition['schema']>

/**
 * Defines a kind of job, apart from the worker that runs it, so that enqueuing never imports one. The definition is
 * callable: `scanMovieLibrary({ libraryId })` validates (InvalidArgsError names every wrong path) and gives a request.
 */
export const defineJob = <Kind extends string, Args extends z.ZodObject>(options: JobOptions<Kind, Args>): JobDefinition<Kind, Args> => {
  const { kind, queue, maxAttempts = 25, version = 1, priority = 0, description = '', aliases = [], upgrade, unique, limit } = options
  const schema = options.args
  // Kept: zod compiles a schema when it first parses.
  const strict = schema.strict()
  const isPlain = isStoredAsIs(strict)
  const parse = (args: unknown): z.output<Args> => {
    const parsed = strict.safeParse(args)
    if (parsed.success) return parsed.data as z.output<Args>
    throw new InvalidArgsError(kind, parsed.error.issues.map(toFault))
  }
  const request = (input: z.input<Args>): JobRequest<Kind, z.output<Args>> => {
    const args = parse(input)
    Object.freeze(args)
    const made = Object.freeze({ kind, args, definition })
    if (isPlain) readyToStore.add(made)
    return made
  }
  const facts = {
    kind,
    aliases,
    description,
    queue,
    maxAttempts,
    schema,
    parse,
    version,
    upgrade,
    unique,
    limit,
    priority,
    package: options.package ?? '',
  }
  const definition: JobDefinition<Kind, Args> = Object.assign(request, facts, { timeoutMs: toMilliseconds(options.timeout) })
  return definition
}

const toFault = ({ path, message }: z.core.$ZodIssue): ArgsFault => ({ path: path.join('.'), message })

/** Requests whose args were validated by their definition, and come out of the database as they are. */
const readyToStore = new WeakSet<JobRequest>()

/**
 * The args of a request as they are stored. Those that did not come from a call of the definition (from a schedule, an
 * HTTP body, another copy of this package) go through JSON and the schema: what is stored is what a worker can read.
 */
export const argsToStore = (request: JobRequest): Record<string, unknown> =>
  readyToStore.has(request) ? (request.args as Record<string, unknown>) : request.definition.parse(JSON.parse(JSON.stringify(request.args)))
