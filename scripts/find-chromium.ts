import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'chromium.exe',
]

const otherPlaces = [
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** @returns The path of CHROMIUM_PATH, if set and there; else of the first Chromium or Chrome of the system. */
export function findChromium(): string | undefined {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) return existsSync(chosen) ? chosen : undefined
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  const candidates = folders.filter(Boolean).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...candidates, ...otherPlaces].find((path) => existsSync(path))
}

/**
 * Installs the system's Chromium where that is possible without asking anybody: as root, with apt-get.
 *
 * @returns What a person should know when it is still missing afterwards.
 */
export function installChromium(): string | undefined {
  if (findChromium()) return undefined
  if (process.env.CHROMIUM_PATH)
    return `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, and there is no such file.`
  if (process.geteuid?.() !== 0) return 'Chromium is missing, and only root can install it.'
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return 'Chromium is missing, and there is no apt-get to install it with.'
  }
  process.stderr.write('Installing Chromium for the browser tests, once …\n')
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-q', '-y', ...args], {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update')
  const installed = apt('install', '--no-install-recommends', 'chromium')
  if (findChromium()) return undefined
  return `Chromium could not be installed. ${installed.stderr.trim() || installed.error?.message || ''}`
}
