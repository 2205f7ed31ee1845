import type { LibrarySettings } from '@backlot/catalog'
import { formatDuration, toMilliseconds, type Duration } from '@backlot/jobs/define'
import type { SomeSettings } from '@backlot/library'
import { z } from 'zod'
import { durationSetting } from './duration-setting.ts'

const shortestMs = 60_000

const scanInterval = z
  .string()
  .refine((text) => text === 'never' || (durationSetting.safeParse(text).success && toMilliseconds(text as Duration) >= shortestMs), {
    error: 'an interval is a length of time of at least 1m, like 6h or 7d, or never',
  })

const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'a language is written as en, de or pt-BR')

const providers = z.array(z.string().regex(/^[a-z][a-z0-9_-]*$/, 'a provider is named as tmdb')).max(20)

/** The settings of a library, as the configuration, the API and the command take them; the same in all three. */
export const librarySettingsShape = {
  /** False: kept, and scanned only when somebody asks. */
  enabled: z.boolean().default(true),
  /** Whether `start` scans it. */
  scanOnStart: z.boolean().default(true),
  /** A scan is due this long after the last one began; `never`: only when somebody asks. */
  scanInterval: scanInterval.default('6h'),
  /** Whether changes in its folders are noticed as they happen. */
  watch: z.boolean().default(false),
  /** The language of titles and texts. */
  preferredLanguage: language.optional(),
  /** Online providers of metadata, the first asked first. */
  metadataProviders: providers.optional(),
}

/** The settings of a library, out of anything that has them. */
export const librarySettingsSchema = z.object(librarySettingsShape)

/** Settings as they are written. */
export type WrittenLibrarySettings = z.output<typeof librarySettingsSchema>

type SomeWritten = { [Setting in keyof WrittenLibrarySettings]?: WrittenLibrarySettings[Setting] | undefined }

/** Written settings as they are stored; what is not written is left out. */
export const storedLibrarySettings = ({ scanInterval: interval, ...settings }: SomeWritten): SomeSettings => ({
  ...settings,
  ...(interval === undefined ? {} : { scanIntervalMs: interval === 'never' ? null : toMilliseconds(interval as Duration) }),
})

/** Stored settings as they are written. */
export const writtenLibrarySettings = (library: LibrarySettings): WrittenLibrarySettings => ({
  enabled: library.enabled,
  scanOnStart: library.scanOnStart,
  scanInterval: library.scanIntervalMs === null ? 'never' : formatDuration(library.scanIntervalMs),
  watch: library.watch,
  ...(library.preferredLanguage === null ? {} : { preferredLanguage: library.preferredLanguage }),
  ...(library.metadataProviders === null ? {} : { metadataProviders: library.metadataProviders }),
})
