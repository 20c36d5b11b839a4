import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** A program for the browser: built by Vite from a folder of its own, served by the API server. */
export type BrowserApp = {
  /** For a person: "The checkout page". */
  what: string
  folder: string
  /** The address that its files are served below, with a slash at both ends. */
  base: string
}

const toolFolder = fileURLToPath(new URL('.', import.meta.url))
const moneyFolder = fileURLToPath(new URL('../../packages/money/src/', import.meta.url))

export const buildFolderOf = ({ folder }: BrowserApp): string => join(folder, 'dist')
export const sourceHashFileOf = (app: BrowserApp): string => join(buildFolderOf(app), '.source-hash')

const isSource = (name: string): boolean => !/\.test\.tsx?$/.test(name)

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Everything that decides what the build looks like; package.json pins the tools' versions exactly. */
const sourceFiles = async ({ folder }: BrowserApp): Promise<string[]> => {
  const own = ['index.html', 'package.json', 'build.ts'].map((name) => join(folder, name))
  const below = await Promise.all([join(folder, 'src'), moneyFolder, toolFolder].map(filesBelow))
  return [...own, ...below.flat()].toSorted()
}

/** Names and contents of all sources, as one hex digest. */
export const hashOfSources = async (app: BrowserApp): Promise<string> => {
  const hash = createHash('sha256')
  for (const file of await sourceFiles(app)) {
    const content = await readFile(file)
    hash.update(`${relative(app.folder, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

export const hashOfBuild = async (app: BrowserApp): Promise<string | null> => {
  try {
    return await readFile(sourceHashFileOf(app), 'utf8')
  } catch {
    return null
  }
}

/**
 * Builds an app unless its build is already that of the present sources.
 *
 * @returns `directory` holds `index.html`, the shell of every page, and `assets/`, which the page asks for as
 *          `<base>assets/…`; asset names carry a content hash, so they may be cached for ever.
 * @throws  With the bundler's words when the sources do not build.
 *
 * The bundler runs in a process of its own: it would keep its memory and set NODE_ENV in the server's. Several processes
 * may call this at once; see run-build.ts.
 */
export const buildBrowserApp = async (app: BrowserApp): Promise<{ directory: string }> => {
  if ((await hashOfBuild(app)) !== (await hashOfSources(app))) {
    try {
      await promisify(execFile)(process.execPath, [join(toolFolder, 'run-build.ts'), JSON.stringify(app)], {
        cwd: app.folder,
        env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' },
      })
    } catch (error) {
      const { stderr } = error as { stderr?: string }
      throw new Error(`${app.what} does not build.\n${stderr ?? ''}`, { cause: error })
    }
  }
  return { directory: buildFolderOf(app) }
}
