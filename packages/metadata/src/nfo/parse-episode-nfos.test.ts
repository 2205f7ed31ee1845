import { expect, test } from 'vitest'
import { parseEpisodeNfos } from './parse-episode-nfos.ts'

test('several episodes in one file are read in their order', () => {
  const episodes = parseEpisodeNfos(`<?xml version="1.0"?>
    <episodedetails><title>The Shadow (1)</title><season>1</season><episode>1</episode><aired>1913-05-09</aired></episodedetails>
    <!-- both in one file -->
    <episodedetails><title>The Shadow (2)</title><season>1</season><episode>2</episode><showtitle>Fantômas</showtitle></episodedetails>`)
  expect(episodes).toMatchObject([
    { title: 'The Shadow (1)', season: 1, episode: 1, aired: '1913-05-09', year: 1913 },
    { title: 'The Shadow (2)', season: 1, episode: 2, seriesTitle: 'Fantômas' },
  ])
})

test('an entry for several episodes names the last one', () => {
  const [double, single] = parseEpisodeNfos(`<episodedetails><episode>3</episode><episodenumberend>4</episodenumberend></episodedetails>
    <episodedetails><episode>5</episode><episodenumberend>5</episodenumberend></episodedetails>`)
  expect(double?.lastEpisode).toBe(4)
  expect(single?.lastEpisode).toBeUndefined()
})

test('a picture without a type is the still, and credits without roles stay', () => {
  const [episode] = parseEpisodeNfos(`<episodedetails><thumb>https://images.example/still.jpg</thumb>
    <actor><name>René Navarre</name></actor><actor><name>Musidora</name><type>GuestStar</type></actor></episodedetails>`)
  expect(episode?.artwork).toEqual([{ type: 'thumb', url: 'https://images.example/still.jpg' }])
  expect(episode?.actors).toEqual([
    { name: 'René Navarre', role: '' },
    { name: 'Musidora', role: '' },
  ])
})

test('a file with one broken episode is refused as a whole', () => {
  expect(() => parseEpisodeNfos('<episodedetails/><episodedetails><title>')).toThrow('it ends before <title> is closed')
})

test('something else is refused', () => {
  expect(() => parseEpisodeNfos('<tvshow/>')).toThrow('The NFO holds <tvshow> where <episodedetails> was expected.')
  expect(() => parseEpisodeNfos('https://www.imdb.com/title/tt0944947/')).toThrow('no <episodedetails>')
})
