import { expect, test } from 'vitest'
import { setupNotifications } from '../testing/test-agents.ts'
import { beginDelivery } from './begin-delivery.ts'
import { listDeliveries } from './list-deliveries.ts'

test('the newest come first, however many there are, and pages give each once', async () => {
  await using kit = await setupNotifications()
  const rateLimit = { max: 100, per: '1m' } as const
  for (let place = 0; place < 25; place++)
    await beginDelivery(kit.db, { eventId: `event ${place}`, eventType: 'movie.added', agent: 'phone', title: 't', rateLimit })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { deliveries, next } = await listDeliveries(kit.db, {}, { cursor, limit: 7 })
    seen.push(...deliveries.map(({ eventId }) => eventId))
    cursor = next
  } while (cursor !== undefined)
  expect(seen).toEqual(Array.from({ length: 25 }, (_, place) => `event ${24 - place}`))
})
