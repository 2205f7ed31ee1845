import type { Command } from 'commander'
import type { EditLibrary } from '../http/library-schema.ts'

/** The settings of a library as options of a command. */
export interface SettingOptions {
  enabled?: boolean
  scanOnStart?: boolean
  interval?: string
  watch?: boolean
  language?: string
  providers?: string
}

/** Adds the options; each has its opposite, and what is not given stays as it is. */
export const withSettingOptions = (command: Command): Command =>
  command
    .option('--enabled', 'scan it by itself')
    .option('--no-enabled', 'scan it only when asked')
    .option('--scan-on-start', 'scan it when the host starts')
    .option('--no-scan-on-start', 'do not scan it when the host starts')
    .option('--interval <time>', 'scan it this long after its last scan: 1h, 7d, never')
    .option('--watch', 'notice changes in its folders as they happen')
    .option('--no-watch', 'do not watch its folders')
    .option('--language <language>', 'language of titles and texts: en, de, pt-BR; "" for the host\'s')
    .option('--providers <names>', 'online providers of metadata, in order, with commas; "none"; "" for the host\'s')

/** What the options say, in the words of the API. */
export const settingsOf = ({ enabled, scanOnStart, interval, watch, language, providers }: SettingOptions): Omit<EditLibrary, 'name'> => ({
  ...(enabled === undefined ? {} : { enabled }),
  ...(scanOnStart === undefined ? {} : { scanOnStart }),
  ...(interval === undefined ? {} : { scanInterval: interval }),
  ...(watch === undefined ? {} : { watch }),
  ...(language === undefined ? {} : { preferredLanguage: language === '' ? null : language }),
  ...(providers === undefined ? {} : { metadataProviders: providerNames(providers) }),
})

const providerNames = (text: string): string[] | null => {
  if (text === '') return null
  return text === 'none' ? [] : text.split(',').map((name) => name.trim())
}
