import { z } from 'zod'
import { day, list, number, positive, text } from '../http/loose.ts'

const image = z.object({ original: text }).nullish().catch(undefined)
const rating = z.object({ average: number }).nullish().catch(undefined)
const channel = z
  .object({ name: text, country: z.object({ name: text }).nullish() })
  .nullish()
  .catch(undefined)
const person = z.object({ id: z.int(), name: z.string().min(1), image })

const show = z.object({
  id: z.int(),
  name: z.string().min(1),
  language: text,
  genres: list(z.string().min(1)),
  status: text,
  runtime: positive,
  averageRuntime: positive,
  premiered: day,
  ended: day,
  rating,
  weight: number,
  network: channel,
  webChannel: channel,
  externals: z.object({ thetvdb: positive, imdb: text }).nullish().catch(undefined),
  image,
  summary: text,
})

/** An episode; specials have no number. */
const episode = z.object({
  id: z.int(),
  name: text,
  season: z.int().min(0),
  number: positive,
  airdate: day,
  runtime: positive,
  rating,
  image,
  summary: text,
})

const season = z.object({ id: z.int(), number: z.int().min(0), name: text, premiereDate: day, image, summary: text })

/** TVmaze writes what is embedded under a name that begins with an underscore. */
const withParts = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null
    ? { ...answer, embedded: Object.entries(answer).find(([name]) => name === '_embedded')?.[1] }
    : answer

/** `/shows/{id}` with what is embedded. */
export const tvmazeShow = z.preprocess(
  withParts,
  show.extend({
    embedded: z
      .object({
        episodes: list(episode),
        seasons: list(season),
        cast: list(z.object({ person, character: z.object({ name: text }).nullish() })),
        crew: list(z.object({ type: text, person })),
        akas: list(z.object({ name: z.string().min(1) })),
      })
      .nullish(),
  }),
)

/** `/search/shows` */
export const tvmazeSearch = list(z.object({ score: number, show }))

/** `/lookup/shows` */
export const tvmazeLookup = z.object({ id: z.int() })

/** `/updates/shows`: when each was changed, by its id. */
export const tvmazeUpdates = z.record(z.string(), z.number())

export type TvmazeShow = z.output<typeof tvmazeShow>
export type TvmazeEpisode = z.output<typeof episode>
export type TvmazePerson = z.output<typeof person>
