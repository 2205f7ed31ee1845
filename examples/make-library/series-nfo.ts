import { element, escape } from './nfo-element.ts'

/** What the NFO of a sample series says. */
export interface SeriesNfo {
  title: string
  originalTitle?: string
  year: number
  plot: string
  status: 'Continuing' | 'Ended'
  genres?: string[]
  studio?: string
  tvdb?: string
  actors?: { name: string; role: string }[]
}

/** Writes a series' NFO in Kodi's format. */
export function seriesNfo({ genres = [], actors = [], ...series }: SeriesNfo): string {
  return document([
    '<tvshow>',
    ...element('title', series.title),
    ...element('originaltitle', series.originalTitle),
    ...element('year', series.year),
    ...element('plot', series.plot),
    ...element('status', series.status),
    ...genres.flatMap((genre) => element('genre', genre)),
    ...element('studio', series.studio),
    ...(series.tvdb === undefined ? [] : [`  <uniqueid type="tvdb" default="true">${series.tvdb}</uniqueid>`]),
    ...actors.flatMap(actor),
    '</tvshow>',
  ])
}

/** What the NFO of a sample episode says. */
export interface EpisodeNfo {
  title: string
  season: number
  episode: number
  plot?: string
  aired?: string
  director?: string
  guests?: { name: string; role: string }[]
}

/** Writes the NFO of a file's episodes in Kodi's format: one after the other, without a root around them. */
export function episodeNfo(...episodes: EpisodeNfo[]): string {
  return document(
    episodes.flatMap(({ title, season, episode, plot, aired, director, guests = [] }) => [
      '<episodedetails>',
      ...element('title', title),
      ...element('season', season),
      ...element('episode', episode),
      ...element('plot', plot),
      ...element('aired', aired),
      ...element('director', director),
      ...guests.flatMap(actor),
      '</episodedetails>',
    ]),
  )
}

/** Writes the NFO of a season. */
export function seasonNfo({ season, title, plot }: { season: number; title: string; plot: string }): string {
  return document(['<season>', ...element('seasonnumber', season), ...element('title', title), ...element('plot', plot), '</season>'])
}

const document = (lines: string[]): string => ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', ...lines, ''].join('\n')

const actor = ({ name, role }: { name: string; role: string }): string[] => [
  '  <actor>',
  `    <name>${escape(name)}</name>`,
  `    <role>${escape(role)}</role>`,
  '  </actor>',
]
