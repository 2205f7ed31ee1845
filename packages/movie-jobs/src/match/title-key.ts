import { normalizeTitle } from '@backlot/media-names'

/** What two films share only when they are the same one: title and year. Remakes differ in the year. */
export const titleKey = (title: string, year: number | null | undefined): string => `${normalizeTitle(title)}|${year ?? ''}`
