import { sql, type RawBuilder } from 'kysely'
import { isBroad, isTelling } from './literals.ts'
import type { Match, Points } from './match.ts'

/** The condition for what a match finds, on the column `vector`. */
export const isFound = ({ found }: Match): RawBuilder<unknown> => {
  const groups = found.map((group) => {
    const told = group.some(isTelling)
    return sql`(${sql.join(
      group.map((query) => (told && isBroad(query) ? notByIndex(answers(query)) : answers(query))),
      sql` and `,
    )})`
  })
  return sql`(${sql.join(groups, sql` or `)})`
}

/** For the first letters of a word the index reads every word that begins so, which takes longer than to look at what the other words find. */
const notByIndex = (condition: RawBuilder<boolean>): RawBuilder<boolean> => sql`coalesce(${condition}, false)`

/** The points of a document as an integer: of titles that fit about equally well, those with files can then come first. */
export const pointsOf = ({ tiers, rest, typed }: Match): RawBuilder<unknown> => {
  const cases = tiers.map((tier) => sql`when ${answers(tier.query)} then ${sum(tier, typed)}`)
  return cases.length === 0 ? sum(rest, typed) : sql`(case ${sql.join(cases, sql` `)} else ${sum(rest, typed)} end)`
}

const answers = (query: string): RawBuilder<boolean> => sql`vector @@ backlot.search_query(${query}::text)`

const sum = ({ base, coverage, words, similarity }: Points, { text, keyLength }: Match['typed']): RawBuilder<unknown> => {
  const parts = [sql`${base}::real`]
  if (coverage !== undefined) parts.push(sql`${coverage}::real * least(1, ${keyLength}::real / greatest(1, key_length))`)
  if (words !== undefined) {
    const answered = words.queries.map((query) => sql`(${answers(query)})::int`)
    parts.push(sql`${words.points / words.queries.length}::real * (${sql.join(answered, sql` + `)})`)
  }
  if (similarity !== undefined) {
    parts.push(sql`${similarity}::real * backlot.search_similarity(sort_key, backlot.search_plain(lower(${text})))`)
  }
  return sql`(${sql.join(parts, sql` + `)})::int`
}
