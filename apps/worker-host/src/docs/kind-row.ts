import { describeUnique, formatDuration, type JobDefinition } from '@backlot/jobs'
import { z } from 'zod'

/** The columns of the table of kinds. */
export const kindColumns = ['Kind', 'Queue', 'Timeout', 'Attempts', 'Unique', 'Package', 'What it does', 'Args'] as const

/** The cells of a kind, in the order of the columns. */
export const kindRow = (definition: JobDefinition): string[] => [
  `\`${definition.kind}\``,
  definition.queue,
  formatDuration(definition.timeoutMs),
  String(definition.maxAttempts),
  describeUnique(definition.unique),
  definition.package.replace(/^@[^/]+\//, ''),
  definition.description,
  argsOf(definition),
]

/** What is read of the JSON Schema of args. */
const argSchema = z.object({ default: z.unknown().optional(), enum: z.array(z.string()).optional() })
const argsSchema = z.object({ properties: z.record(z.string(), argSchema).default({}), required: z.array(z.string()).default([]) })

const argsOf = ({ schema }: JobDefinition): string => {
  const { properties, required } = argsSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(properties)
    .map(([name, arg]) => {
      if (arg.default !== undefined) return `\`${name}\` = ${JSON.stringify(arg.default)}`
      const values = arg.enum === undefined ? '' : ` (${arg.enum.join(', ')})`
      return `\`${name}\`${required.includes(name) ? '' : '?'}${values}`
    })
    .join(', ')
}
