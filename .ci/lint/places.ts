// Which room a file stands in (architecture §2). Knows names only; what may happen there is said by the rules.

export type Room = 'electron' | 'renderer' | 'server' | 'shared' | 'resources' | 'tests' | 'root' | 'unknown'

export type Place = {
  room: Room
  /** Second folder: `core` of electron/core/start.ts, `values` of shared/values/money.ts; '' for a file beside them. */
  part: string
  /** shared/modules only. */
  module: string
  /** shared/modules only: `model` of model.ts, model-views.ts and model/views.ts. */
  kind: string
}

const beside = new Set(['e2e', 'bench', '.ci'])
const electronParts = new Set(['', 'main', 'preload', 'core', 'browser-host', 'cli', 'start'])
const sharedParts = new Set(['modules', 'command', 'contract', 'database', 'files', 'sync', 'values', 'language', 'documents'])

const config = /\.config\.[cm]?[jt]s$/

/** Tests may import anything; so may what only they use (a folder `testing`), but the product may not import it. */
export function isTest(path: string): boolean {
  return /\.test\.[cm]?[jt]sx?$|\/testing\//.test(path) || beside.has(path.split('/')[0]!)
}

export function placeOf(path: string): Place {
  const folders = path.split('/')
  const name = folders.pop()!
  const [top = '', part = '', module = ''] = folders
  const place = (room: Room): Place => ({ room, part, module: '', kind: '' })
  if (isTest(path)) return place('tests')
  // Of a tool, wherever the tool wants it; never part of what is built.
  if (config.test(path) && folders.length < 2) return place('root')
  switch (top) {
    case '':
      return place('root')
    case 'docs':
    case 'resources':
      return place('resources')
    case 'renderer':
    case 'server':
      return place(top)
    case 'electron':
      return place(electronParts.has(part) ? 'electron' : 'unknown')
    case 'shared':
      if (!sharedParts.has(part)) return place('unknown')
      return part === 'modules' ? { room: 'shared', part, module, kind: (folders[3] ?? name).split(/[-.]/)[0]! } : place('shared')
    default:
      return place('unknown')
  }
}

/** What the page may hold: it and everything it imports reaches nothing but this. */
export function isForPage(path: string): boolean {
  const { room, part, module, kind } = placeOf(path)
  if (room !== 'shared') return room === 'renderer' || room === 'resources' || path === 'package.json'
  if (part === 'modules') return module !== '' && (kind === 'model' || kind === 'rules')
  return part === 'contract' || part === 'values' || part === 'language'
}
