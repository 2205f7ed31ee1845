import { expect } from 'vitest'
import { morningFilms } from '../day/day-films.ts'
import { allMovies, movieTitled } from '../day/day-catalog.ts'
import { found } from './movie-kinds.ts'
import type { Takes } from './taking.ts'

/** The kinds of what providers know. */
export const metadataKinds: Takes = {
  metadata_refresh_person: async (at) => {
    const { host, world } = at
    const person = { id: 5_001, name: 'Brigitte Helm' }
    world.tmdb.addPerson({ ...person, biography: 'She played Maria.' })
    const role = { ...person, character: 'Maria', order: 0, credit_id: 'c1', profile_path: null }
    world.tmdb.change('movie', morningFilms.metropolis.tmdbId, { credits: { cast: [role], crew: [] } })
    const { id: movieId } = await movieTitled(host.api, 'Metropolis')
    await host.run('metadata_refresh_movie', { movieId, force: true })
    await host.settle()
    const [credit] = (await movieTitled(host.api, 'Metropolis')).credits
    world.tmdb.change('person', person.id, { biography: 'She played Maria, twice.' })
    const { result } = await at.take('metadata_refresh_person', { personId: credit?.personId, force: true })
    expect(result).toEqual({ provider: 'tmdb' })
    expect(await found(at, 'brigitte helm', 'people')).toEqual(['Brigitte Helm'])
  },
  metadata_enrich_content: async (at) => {
    const before = await movieTitled(at.host.api, 'Nosferatu')
    const contentId = before.id
    expect(before.tagline).toBeUndefined()
    const facts = { tagline: 'A symphony of horror.', overview: 'An expressionist vampire.' }
    at.world.tmdb.change('movie', morningFilms.nosferatu.tmdbId, facts)
    const { result } = await at.take('metadata_enrich_content', { contentType: 'movie', contentId, providers: ['tmdb'] })
    expect(result).toEqual({ told: ['tmdb'], unknown: [] })
    const enriched = await movieTitled(at.host.api, 'Nosferatu')
    expect(enriched).toMatchObject({ tagline: 'A symphony of horror.', provenance: { tagline: 'tmdb' } })
    // It adds, and takes nothing away; and what it added is found.
    expect(enriched).toMatchObject({ id: contentId, title: before.title, files: before.files, externalIds: before.externalIds })
    expect(enriched.overview).toContain('expressionist')
    expect(await found(at, 'nosferatu')).toEqual(['Nosferatu'])
  },
  metadata_download_image: async (at) => {
    const { id: contentId } = await movieTitled(at.host.api, 'Faust')
    const source = `${at.world.tmdb.imageUrl}/original/another-poster.png`
    const args = { contentType: 'movie', contentId, imageType: 'poster', source, size: 'original' }
    const { result } = await at.take('metadata_download_image', args)
    expect(result).toMatchObject({ fetched: true, format: 'png', width: 1, height: 1 })
    const art = (await movieTitled(at.host.api, 'Faust')).artwork.find(({ url }) => url === source)
    const picture = await fetch(`http://127.0.0.1:${at.world.config.server.port}${art?.image ?? '/none'}`)
    expect(picture.headers.get('content-type')).toMatch(/^image\//)
  },
  metadata_refresh_due: async (at) => {
    at.world.tmdb.change('movie', morningFilms.faust.tmdbId, { tagline: 'A wager.' })
    const { result } = await at.take('metadata_refresh_due')
    expect(result).toMatchObject({ problems: {} })
    expect((result as { changed: number }).changed).toBeGreaterThan(0)
    expect((await allMovies(at.host.api)).map(({ tagline }) => tagline)).toContain('A wager.')
  },
}
