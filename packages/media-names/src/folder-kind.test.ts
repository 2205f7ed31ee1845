import { describe, expect, it } from 'vitest'
import { extraTypeOfFolder, isDiscFolder, isIgnoredFolder } from './folder-kind.ts'
import { isPlainSeasonFolder, seasonOfFolder } from './season-folder.ts'

describe('folders', () => {
  it.each(['BDMV', 'VIDEO_TS', 'video_ts'])('%s is the inside of a disc', (name) => expect(isDiscFolder(name)).toBe(true))
  it.each(['.hidden', '@eaDir', '#recycle', '.Trash-1000', '$RECYCLE.BIN', 'lost+found', 'System Volume Information'])(
    '%s is not looked into',
    (name) => expect(isIgnoredFolder(name)).toBe(true),
  )
  it.each(['Films', '..', 'The Recycle'])('%s is looked into', (name) => expect(isIgnoredFolder(name)).toBe(false))

  it.each([
    ['Trailers', 'trailer'],
    ['Behind The Scenes', 'behindTheScenes'],
    ['behind.the.scenes', 'behindTheScenes'],
    ['Deleted Scenes', 'deletedScene'],
    ['Interviews', 'interview'],
    ['Scenes', 'scene'],
    ['Shorts', 'short'],
    ['Featurettes', 'featurette'],
    ['Extras', 'other'],
    ['other', 'other'],
  ] as const)('%s holds extras of the kind %s', (name, type) => expect(extraTypeOfFolder(name)).toBe(type))
  it('of other names hold none', () => expect(extraTypeOfFolder('constructor')).toBeUndefined())

  it.each([
    ['Season 1', 1],
    ['Season 01', 1],
    ['Hooaeg 3', 3],
    ['Tuotantokausi 2', 2],
    ['Σεζόν 4', 4],
    ['עונה 5', 5],
    ['S01', 1],
    ['Staffel 2', 2],
    ['2. Staffel', 2],
    ['3rd Season', 3],
    ['Saison 4', 4],
    ['Temporada 5', 5],
    ['Stagione 6 (2016)', 6],
    ['Сезон 7', 7],
    ['Season 2009', 2009],
    ['Specials', 0],
    ['Cold Town Season 8', 8],
  ])('%s is season %i', (name, season) => expect(seasonOfFolder(name)).toBe(season))
  it.each(['Cold Town', 'Area 51', 'Extras'])('%s is no season', (name) => expect(seasonOfFolder(name)).toBeUndefined())
  it('named after the series too are no plain season folders', () => {
    expect([isPlainSeasonFolder('Season 1'), isPlainSeasonFolder('Cold Town Season 1')]).toEqual([true, false])
  })
})
