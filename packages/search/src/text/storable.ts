const controls = /\p{Cc}/gu

/** A text as every store takes it: without control characters (NUL, line ends) and without halves of surrogate pairs. */
export const storable = (text: string): string => text.replace(controls, '').toWellFormed()
