import type { WindowBounds } from '../host.ts'

export type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

export const smallestWindow = { width: 960, height: 600 }
const usual = { width: 1366, height: 820 }
/** So much of the title bar must be on a screen that the window can be caught with the mouse. */
const catchable = { width: 120, height: 30 }

/**
 * Where to open a window: where it was, when that can still be reached on one of the screens (`workAreas`, the first is
 * the main one) and fits it; else in the middle of the main screen. All in device-independent pixels.
 */
export function boundsToOpen(saved: WindowBounds | null, workAreas: readonly Area[]): WindowBounds {
  const main = workAreas[0] ?? { x: 0, y: 0, ...usual }
  const home = saved && workAreas.find((area) => reaches(saved, area))
  if (!saved || !home) return { ...centred(main, saved ?? usual), maximised: saved?.maximised ?? false }
  const width = Math.min(Math.max(saved.width, smallestWindow.width), home.width)
  const height = Math.min(Math.max(saved.height, smallestWindow.height), home.height)
  const x = Math.min(Math.max(saved.x, home.x + catchable.width - width), home.x + home.width - catchable.width)
  return { x, y: Math.max(saved.y, home.y), width, height, maximised: saved.maximised }
}

function reaches(window: WindowBounds, area: Area): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const down = Math.min(window.y + catchable.height, area.y + area.height) - Math.max(window.y, area.y)
  return across >= catchable.width && down >= catchable.height / 2
}

function centred(area: Area, size: { width: number; height: number }): Area {
  const width = Math.min(size.width, area.width)
  const height = Math.min(size.height, area.height)
  return { x: area.x + Math.round((area.width - width) / 2), y: area.y + Math.round((area.height - height) / 2), width, height }
}
