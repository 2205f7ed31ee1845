import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { known } from '../../known.ts'
import type { Fetched, FetchOptions } from '../metadata-provider.ts'
import type { Tmdb } from './tmdb-provider.ts'
import type { TmdbWish } from './tmdb-texts.ts'

/** A question that one request answers. */
export interface TitleQuestion<Schema extends z.ZodType<{ id: number }>> {
  path: string
  what: string
  /** What else is appended to the answer; at most 20. */
  appended: readonly string[]
  schema: Schema
  request: FetchOptions
}

/** Asks for one thing with all that is appended to it; when the version that was read last still holds, the answer is short. */
export const askForTitle = async <Schema extends z.ZodType<{ id: number }>, Fields>(
  { ask, wish: wishFor }: Tmdb,
  { path, what, appended, schema, request }: TitleQuestion<Schema>,
  fieldsOf: (data: z.output<Schema>, wish: TmdbWish) => Fields,
): Promise<Fetched<Fields>> => {
  const wish = wishFor(request.languages)
  const query = { append_to_response: appended.join(','), ...languageQuery(wish) }
  const question = questionTag(path, query)
  const answer = await ask({ path, query, schema, what, etag: etagIn(request.version, question), signal: request.signal })
  const asked = path.split('/')[2] ?? ''
  if (!answer.changed) return { changed: false, id: asked }
  return { changed: true, id: String(answer.data.id), fields: fieldsOf(answer.data, wish), ...versionOf(question, answer.etag) }
}

/** In which language texts come, and which pictures: those in the wanted languages, in English and without words. */
export const languageQuery = ({ languages }: TmdbWish): Record<string, string | undefined> => {
  const wanted = [...new Set([...languages.map((language) => language.split('-')[0] ?? ''), 'en'])]
  return {
    language: languages[0],
    include_image_language: [...wanted, 'null'].join(','),
    include_video_language: wanted.join(','),
  }
}

/** Tells one question from others, so that a tag is never sent along with another question than its own. */
export const questionTag = (path: string, query: Record<string, string | undefined>): string =>
  createHash('sha256')
    .update(JSON.stringify([path, query]))
    .digest('hex')
    .slice(0, 16)

/** The tag in a version, when it is that of this question. */
export const etagIn = (version: string | undefined, question: string): string | undefined =>
  version?.startsWith(`${question} `) ? version.slice(question.length + 1) : undefined

/** What to keep of an answer to recognise it by. */
export const versionOf = (question: string, etag: string | undefined): { version?: string } =>
  known({ version: etag === undefined ? undefined : `${question} ${etag}` })
