import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { setupNotifications } from './testing/test-agents.ts'
import { notificationCleanupTargets } from './cleanup-targets.ts'

test('old deliveries and digests go in batches; a dry run counts the same and deletes none', async () => {
  await using kit = await setupNotifications()
  const { db } = kit
  await sql`
    insert into backlot.notification_deliveries (event_id, event_type, agent, title, updated_at)
    select 'e' || n, 'movie.added', 'a', 't', now() - n * interval '1 d' from generate_series(1, 50) n`.execute(db)
  await sql`
    insert into backlot.notification_digests (id, key, type, due_at, closed_at)
    select gen_random_uuid(), 'k' || n, 't', now(), case when n % 2 = 0 then now() - n * interval '1 d' end from generate_series(1, 50) n`.execute(
    db,
  )
  await sql`insert into backlot.notification_gathered (event_id, digest_id, event) select 'e' || key, id, '{}' from backlot.notification_digests`.execute(
    db,
  )
  const options = { olderThan: new Date(Date.now() - 30 * 86_400_000), batchSize: 3, signal: new AbortController().signal }
  for (const dryRun of [true, false]) {
    const counts = await Promise.all(
      notificationCleanupTargets(db).map(async (target) => [target.name, (await target.run({ ...options, dryRun })).deleted]),
    )
    expect(counts).toEqual([
      ['notification_deliveries', 21],
      ['notification_digests', 11],
      ['notification_turns', 0],
    ])
  }
  const { rows } = await sql<{ left: number }>`select count(*)::integer as left from backlot.notification_gathered`.execute(db)
  expect(rows).toEqual([{ left: 39 }])
})
