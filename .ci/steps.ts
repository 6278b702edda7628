// What `npm test` consists of. A step whose part of the house is not there yet is skipped, and says so.
import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { electronProgram } from './electron.ts'

export type Step = {
  /** What `npm test -- NAME` calls it. */
  name: string
  title: string
  command: string[]
  env?: NodeJS.ProcessEnv
  /** Where the step writes a report, and whose it is; a step without one counts as one. */
  report?: { file: string; from: 'vitest' | 'playwright' }
  /** Why it cannot run here. */
  skip?: string
  /** It keeps one core busy and looks at nobody's clock: its neighbours that do too run at the same time. */
  besideOthers?: boolean
}

export const sourceFolders = ['renderer', 'electron', 'shared', 'server', 'e2e', 'bench', '.ci']

export function testSteps(root: string, reports: string): Step[] {
  const at = (file: string): string => path.join(root, file)
  const program = (file: string): string[] => [process.execPath, at(`node_modules/${file}`)]
  const scripts = (JSON.parse(readFileSync(at('package.json'), 'utf8')) as { scripts?: Record<string, string> }).scripts ?? {}

  const vitest = (project: string): Step => {
    const file = path.join(reports, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const command = [...program('vitest/vitest.mjs'), 'run', '--project', project, '--passWithNoTests', ...reporters]
    return { name: project, title: `${project} tests`, command, report: { file, from: 'vitest' } }
  }
  const playwright = (project: string, wrapper: string[], skip: string | undefined): Step => {
    const file = path.join(reports, `e2e-${project}.json`)
    return {
      name: `e2e-${project}`,
      title: `end-to-end tests in ${project === 'electron' ? 'Electron' : 'the browser host'}`,
      command: [...wrapper, ...program('@playwright/test/cli.js'), 'test', `--project=${project}`, '--reporter=list,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
      report: { file, from: 'playwright' },
      ...(skip === undefined ? {} : { skip }),
    }
  }
  const noTests = existsSync(at('playwright.config.ts')) ? undefined : 'there is no playwright.config.ts yet'
  const electron = electronProgram(root, process.env)
  const display = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']
  const virtualDisplay = spawnSync('sh', ['-c', 'command -v xvfb-run']).status === 0
  const noElectron =
    noTests ??
    (!electron ? 'there is no Electron runtime here (neither ELECTRON_OVERRIDE_DIST_PATH nor node_modules/electron/dist)'
    : !display && !virtualDisplay ? 'there is no display here, nor xvfb-run to make one'
    : undefined)

  const build: Step = { name: 'build', title: 'build', command: ['npm', 'run', '--silent', 'build'] }
  const folders = sourceFolders.filter((folder) => existsSync(at(folder)))
  return [
    { name: 'oxlint', besideOthers: true, title: 'oxlint', command: [...program('oxlint/bin/oxlint'), ...folders] },
    { name: 'lint', besideOthers: true, title: 'our own lint', command: [process.execPath, at('.ci/lint/run.ts')] },
    { name: 'types', besideOthers: true, title: 'types', command: [...program('typescript/bin/tsc'), '-p', root] },
    { name: 'types-e2e', besideOthers: true, title: 'types of the end-to-end tests', command: [...program('typescript/bin/tsc'), '-p', at('e2e')] },
    { name: 'types-renderer', besideOthers: true, title: 'types of the renderer', command: [...program('typescript/bin/tsc'), '-p', at('renderer')] },
    vitest('unit'),
    vitest('integration'),
    scripts['build'] ? build : { ...build, skip: 'package.json has no script "build" yet' },
    playwright('browser', [], noTests),
    playwright('electron', display ? [] : ['xvfb-run', '-a'], noElectron),
  ]
}
