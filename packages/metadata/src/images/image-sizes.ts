/** The sizes that a picture is served in. */
export const imageSizes = ['small', 'medium', 'large'] as const

/** One of the sizes that a picture is served in. */
export type ImageSize = (typeof imageSizes)[number]

const tall = { small: 154, medium: 342, large: 780 }
const wide = { small: 300, medium: 780, large: 1280 }

// In pixels, for a page that shows posters 170, stills 200 and faces 90 wide, on screens of two pixels to the point.
const widths: Readonly<Record<string, Readonly<Record<ImageSize, number>>>> = {
  poster: tall,
  profile: { small: 92, medium: 185, large: 632 },
  backdrop: wide,
  still: { small: 200, medium: 400, large: 780 },
  logo: { small: 150, medium: 300, large: 500 },
}

/** How wide a picture of an artwork's type is in a size, in pixels; one that is narrower stays as it is. */
export const imageWidth = (type: string, size: ImageSize): number => (widths[type] ?? wide)[size]
