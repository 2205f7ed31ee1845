import { z } from 'zod'

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'a language is written as en, de or pt-BR')

/** Where metadata comes from beside what is on disk. */
export const metadataSettings = z
  .strictObject({
    /** Who is asked online where a library does not say, the first one first. One that needs a key is asked only when it has one. */
    providers: z.array(z.enum(['tmdb', 'tvmaze'], { error: 'known providers are tmdb and tvmaze' })).default(['tmdb']),
    /** The languages of titles and texts, the preferred first; a library's own language goes before them. */
    languages: z.array(language).min(1, 'at least one language is needed').default(['en']),
    /** The country whose age ratings count. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'a country is written as US or DE')
      .default('US'),
    tmdb: z
      .strictObject({
        /** The read access token of an account at themoviedb.org. */
        token: z.string().min(1).optional(),
        url: z.url().default('https://api.themoviedb.org/3'),
        imageUrl: z.url().default('https://image.tmdb.org/t/p'),
        /** Of all hosts on the database together. */
        requestsPerSecond: z.int().min(1).max(50).default(35),
      })
      .prefault({}),
    tvmaze: z.strictObject({ url: z.url().default('https://api.tvmaze.com') }).prefault({}),
  })
  .prefault({})

/** The settings of metadata as the host reads them. */
export type MetadataSettings = z.output<typeof metadataSettings>
