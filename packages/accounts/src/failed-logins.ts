import type { Insert } from '@backlot/jobs'
import { loginFailed, sendNotification } from '@backlot/notifications/args'
import { sql, type Kysely } from 'kysely'
import type { AccountsDatabase } from './accounts-database.ts'

/** A login that failed: the name as it was typed, and from where. */
export interface FailedLogin {
  login: string
  origin: string
}

/**
 * Notes a failed login and tells of it (`login.failed`), in one transaction, so that neither is without the other; gives
 * when it was. For whoever checks logins: nothing does yet. Names are kept to 200 characters: somebody may type a password
 * there, or a novel.
 */
export const recordFailedLogin = async (
  db: Kysely<AccountsDatabase>,
  { login, origin }: FailedLogin,
  insert: Insert,
): Promise<{ at: Date }> =>
  await db.transaction().execute(async (tx) => {
    const user = nameOf(login)
    const { at } = await tx.insertInto('backlot.failed_logins').values({ login: user, origin }).returning('at').executeTakeFirstOrThrow()
    await insert(sendNotification({ event: loginFailed({ user, from: origin, at }) }), { tx })
    return { at }
  })

const nameOf = (login: string): string => login.toLowerCase().slice(0, 200)

/** How many logins failed since then: of this name, and from this place. What slows the next one down. */
export const countFailedLogins = async (
  db: Kysely<AccountsDatabase>,
  { login, origin, since }: FailedLogin & { since: Date },
): Promise<{ ofLogin: number; fromOrigin: number }> => {
  const { rows } = await sql<{ ofLogin: number; fromOrigin: number }>`
    select
      (select count(*)::integer from backlot.failed_logins where login = ${nameOf(login)} and at >= ${since}) as "ofLogin",
      (select count(*)::integer from backlot.failed_logins where origin = ${origin} and at >= ${since}) as "fromOrigin"`.execute(db)
  return rows[0] ?? { ofLogin: 0, fromOrigin: 0 }
}
