import { element, escape } from './nfo-element.ts'

/** What the NFO of a sample film says. */
export interface SampleNfo {
  title: string
  originalTitle?: string
  year: number
  premiered?: string
  minutes?: number
  plot?: string
  tagline?: string
  genres?: string[]
  country?: string
  studio?: string
  set?: string
  imdb?: string
  tmdb?: string
  rating?: { value: number; votes: number }
  directors?: string[]
  writers?: string[]
  actors?: { name: string; role: string }[]
}

/** Writes a film's NFO in Kodi's format. */
export function movieNfo(film: SampleNfo): string {
  const lines = [
    ...element('title', film.title),
    ...element('originaltitle', film.originalTitle),
    ...element('year', film.year),
    ...element('premiered', film.premiered),
    ...element('runtime', film.minutes),
    ...element('plot', film.plot),
    ...element('tagline', film.tagline),
    ...(film.genres ?? []).flatMap((genre) => element('genre', genre)),
    ...element('country', film.country),
    ...element('studio', film.studio),
    ...(film.set === undefined ? [] : ['  <set>', `    <name>${escape(film.set)}</name>`, '  </set>']),
    ...(film.imdb === undefined ? [] : [`  <uniqueid type="imdb" default="true">${film.imdb}</uniqueid>`]),
    ...(film.tmdb === undefined ? [] : [`  <uniqueid type="tmdb">${film.tmdb}</uniqueid>`]),
    ...(film.rating ? rating(film.rating) : []),
    ...(film.directors ?? []).flatMap((director) => element('director', director)),
    ...(film.writers ?? []).flatMap((writer) => element('credits', writer)),
    ...(film.actors ?? []).flatMap((actor, order) => [
      '  <actor>',
      `    <name>${escape(actor.name)}</name>`,
      `    <role>${escape(actor.role)}</role>`,
      `    <order>${order}</order>`,
      '  </actor>',
    ]),
  ]
  return ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', '<movie>', ...lines, '</movie>', ''].join('\n')
}

function rating({ value, votes }: { value: number; votes: number }): string[] {
  return [
    '  <ratings>',
    '    <rating name="imdb" max="10" default="true">',
    `      <value>${value}</value>`,
    `      <votes>${votes}</votes>`,
    '    </rating>',
    '  </ratings>',
  ]
}
