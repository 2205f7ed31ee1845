import { sql, type Kysely } from 'kysely'
import type { AccountsDatabase } from './accounts-database.ts'
import { createToken, hashToken } from './secret-token.ts'

/** A program that is let in. */
export interface NewApiToken {
  userId: string
  /** What it is for. */
  name: string
  /** Never, when left out. */
  expiresAt?: Date | undefined
}

/** An API token as lists show it. */
export interface ApiToken {
  id: string
  name: string
  createdAt: Date
  usedAt: Date | null
  expiresAt: Date | null
}

/** Makes an API token; its text is shown here and never again. */
export const createApiToken = async (
  db: Kysely<AccountsDatabase>,
  { userId, name, expiresAt }: NewApiToken,
): Promise<{ id: string; token: string }> => {
  const { token, hash } = createToken('blt')
  const { id } = await db
    .insertInto('backlot.api_tokens')
    .values({ user_id: userId, name, token_hash: hash, expires_at: expiresAt ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token }
}

/** Whose token it is, noted as used (to the minute); undefined when there is none, or it is over or revoked. */
export const findApiToken = async (db: Kysely<AccountsDatabase>, token: string): Promise<{ id: string; userId: string } | undefined> => {
  const { rows } = await sql<{ id: string; userId: string; stale: boolean }>`
    select id, user_id as "userId", used_at is null or used_at < now() - interval '1 min' as stale from backlot.api_tokens
    where token_hash = ${hashToken(token)} and (expires_at is null or expires_at > now()) and revoked_at is null`.execute(db)
  const [found] = rows
  if (found === undefined) return undefined
  const { id, userId, stale } = found
  if (stale) await sql`update backlot.api_tokens set used_at = now() where id = ${id}`.execute(db)
  return { id, userId }
}

/** The tokens of somebody that are not revoked, the newest first. */
export const listApiTokens = async (db: Kysely<AccountsDatabase>, userId: string): Promise<ApiToken[]> => {
  const { rows } = await sql<ApiToken>`
    select id, name, created_at as "createdAt", used_at as "usedAt", expires_at as "expiresAt" from backlot.api_tokens
    where user_id = ${userId} and revoked_at is null order by created_at desc, id`.execute(db)
  return rows
}

/** Ends a token of somebody; false when there is none. */
export const revokeApiToken = async (db: Kysely<AccountsDatabase>, { id, userId }: { id: string; userId: string }): Promise<boolean> => {
  const { numAffectedRows = 0n } = await sql`
    update backlot.api_tokens set revoked_at = now() where id = ${id} and user_id = ${userId} and revoked_at is null`.execute(db)
  return numAffectedRows === 1n
}
