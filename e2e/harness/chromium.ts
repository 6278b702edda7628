import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import type { Browser } from '@playwright/test'

const known = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable', '/opt/google/chrome/chrome']

const installed = (): string | undefined => process.env['CHROMIUM_PATH'] ?? known.find((path) => existsSync(path))

/** The browser that npm brought lies ready to be started, where it is the one. */
export async function unpackChromium(): Promise<void> {
  if (installed() !== undefined) return
  const { default: packaged } = await import('@sparticuz/chromium')
  await packaged.executablePath()
}

/** CHROMIUM_PATH, else one of the system's, else the one that npm brought (unpackChromium). */
export async function launchChromium(): Promise<Browser> {
  const found = installed()
  if (found) return chromium.launch({ executablePath: found, args: ['--no-sandbox'] })
  const { default: packaged } = await import('@sparticuz/chromium')
  // Its own list of arguments is for another purpose and switches the web's protection off, which is what some tests test.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'] })
}
