import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { CatalogDatabase } from '../catalog-database.ts'
import { rowsParameter } from '../rows-parameter.ts'
import type { CreditKind } from './movies-tables.ts'

/** A person's part in a film; the order of the list is the order of the credits. */
export interface CreditToWrite {
  kind: CreditKind
  name: string
  /** What tells this person from others of the name: see `backlot.people`. */
  knownBy: string
  role: string
  thumbUrl?: string | undefined
}

/** Replaces the credits of films, by kind: a kind that a film has no entry of here keeps what is stored, so a source that knows no cast never erases one. */
export const writeCredits = async (
  tx: Kysely<CatalogDatabase>,
  movies: readonly { id: string; replaces: boolean; credits: CreditToWrite[] }[],
): Promise<void> => {
  const people = new Map(movies.flatMap(({ credits }) => credits.map((credit) => [credit.knownBy, { id: randomUUID(), ...credit }])))
  if (people.size === 0) return
  const peopleRows = [...people.values()].map(({ id, name, knownBy, thumbUrl }) => ({ id, name, known_by: knownBy, thumb_url: thumbUrl }))
  const rows = movies.flatMap(({ id, credits }) =>
    [...Map.groupBy(credits, ({ kind }) => kind)].flatMap(([kind, ofKind]) =>
      ofKind.map(({ knownBy, role }, position) => ({ movie_id: id, kind, position, known_by: knownBy, role })),
    ),
  )
  await sql`
    insert into backlot.people as p (id, name, known_by, thumb_url)
    select * from jsonb_to_recordset(${rowsParameter(peopleRows)}) as r (id uuid, name text, known_by text, thumb_url text)
    on conflict (known_by) do update set thumb_url = excluded.thumb_url
    where excluded.thumb_url is not null and p.thumb_url is distinct from excluded.thumb_url`.execute(tx)
  const replaced = movies.flatMap(({ id, replaces, credits }) =>
    replaces ? [...new Set(credits.map(({ kind }) => kind))].map((kind) => ({ movie_id: id, kind })) : [],
  )
  if (replaced.length > 0) {
    await sql`
      delete from backlot.credits c using jsonb_to_recordset(${rowsParameter(replaced)}) as r (movie_id uuid, kind text)
      where c.movie_id = r.movie_id and c.kind = r.kind`.execute(tx)
  }
  await sql`
    insert into backlot.credits (movie_id, kind, position, person_id, role)
    select r.movie_id, r.kind, r.position, p.id, r.role
    from jsonb_to_recordset(${rowsParameter(rows)}) as r (movie_id uuid, kind text, position integer, known_by text, role text)
    join backlot.people p on p.known_by = r.known_by`.execute(tx)
}
