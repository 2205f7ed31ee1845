import type { ArrApp } from './arr-instance.ts'

/** Where the pictures are that Radarr and Sonarr name: theirs are those of TMDb and TheTVDB. */
export const arrImageHosts: Readonly<Record<ArrApp, readonly string[]>> = {
  radarr: ['image.tmdb.org'],
  sonarr: ['artworks.thetvdb.com'],
}
