import { sql, type Kysely } from 'kysely'
import type { AccountsDatabase } from './accounts-database.ts'
import { createToken, hashToken } from './secret-token.ts'

/** Somebody who logs in. */
export interface NewSession {
  userId: string
  /** From where: an address. */
  origin: string
  expiresAt: Date
}

/** A session that holds. */
export interface Session {
  id: string
  userId: string
}

/** Begins a session; its token is shown here and never again. */
export const createSession = async (
  db: Kysely<AccountsDatabase>,
  { userId, origin, expiresAt }: NewSession,
): Promise<{ id: string; token: string }> => {
  const { token, hash } = createToken('bls')
  const { id } = await db
    .insertInto('backlot.sessions')
    .values({ user_id: userId, token_hash: hash, origin, expires_at: expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token }
}

/** The session of a token, noted as seen (to the minute); undefined when there is none, or it is over or revoked. */
export const findSession = async (db: Kysely<AccountsDatabase>, token: string): Promise<Session | undefined> => {
  const { rows } = await sql<Session & { stale: boolean }>`
    select id, user_id as "userId", seen_at < now() - interval '1 min' as stale from backlot.sessions
    where token_hash = ${hashToken(token)} and expires_at > now() and revoked_at is null`.execute(db)
  const [session] = rows
  if (session === undefined) return undefined
  const { id, userId, stale } = session
  if (stale) await sql`update backlot.sessions set seen_at = now() where id = ${id}`.execute(db)
  return { id, userId }
}

/** Ends a session (`id`), or all of somebody (`userId`); gives how many ended. */
export const revokeSessions = async (db: Kysely<AccountsDatabase>, which: { id: string } | { userId: string }): Promise<number> => {
  const chosen = 'id' in which ? sql`id = ${which.id}` : sql`user_id = ${which.userId}`
  const { numAffectedRows = 0n } = await sql`
    update backlot.sessions set revoked_at = now() where ${chosen} and revoked_at is null`.execute(db)
  return Number(numAffectedRows)
}
