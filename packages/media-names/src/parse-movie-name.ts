import type { MovieName } from './parsed-name.ts'
import { readRememberedName } from './remembered-name.ts'

/**
 * Reads the name of a film's file or folder, extension and all. Words stay in the title until something behind them says otherwise,
 * so films called It, 1917 or Real Steel keep their names. Never throws; a name that says nothing gives a low confidence.
 */
export function parseMovieName(name: string): MovieName {
  return { ...readRememberedName(name, 'movie').name }
}
