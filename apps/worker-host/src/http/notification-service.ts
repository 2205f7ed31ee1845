import { z } from 'zod'

/** Somebody who is told of events, without secrets. */
const agentSchema = z
  .object({
    name: z.string(),
    type: z.string(),
    enabled: z.boolean(),
    target: z.string().meta({ description: 'where messages go' }),
    events: z
      .array(z.string())
      .optional()
      .meta({ description: 'types and categories that it takes; without them, what is worth a message' }),
    rateLimit: z.object({ max: z.int(), per: z.string() }),
    last: z
      .object({ state: z.string(), at: z.iso.datetime(), reason: z.string().optional() })
      .optional()
      .meta({ description: 'what became of the last message' }),
  })
  .meta({ id: 'NotificationAgent' })

/** All agents. */
export const agentListSchema = z.object({ agents: z.array(agentSchema) }).meta({ id: 'NotificationAgentList' })

/** What an agent was told, or was not. */
const deliverySchema = z
  .object({
    id: z.string(),
    eventId: z.string(),
    eventType: z.string(),
    agent: z.string(),
    title: z.string(),
    state: z.enum(['waiting', 'retrying', 'sent', 'failed']),
    attempts: z.int(),
    reason: z.string().optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Delivery' })

/** A page of the delivery log. */
export const deliveryListSchema = z
  .object({ deliveries: z.array(deliverySchema), next: z.string().optional() })
  .meta({ id: 'DeliveryList' })

/** Which deliveries are asked for. */
export const deliveryQuerySchema = z.object({
  agent: z.string().optional(),
  state: deliverySchema.shape.state.optional(),
  event: z.string().optional().meta({ description: 'a type or a category' }),
  since: z.iso.datetime().optional(),
  cursor: z.string().regex(/^\d+$/).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** Agents and what they were told, in the words of the API. */
export interface NotificationService {
  agents(): Promise<z.output<typeof agentListSchema>['agents']>
  /** Sends a test message. A ProblemError says why it was not taken. */
  test(agent: string): Promise<void>
  deliveries(query: z.output<typeof deliveryQuerySchema>): Promise<z.output<typeof deliveryListSchema>>
}
