import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const appFolder = fileURLToPath(new URL('.', import.meta.url))
const moneyFolder = fileURLToPath(new URL('../../packages/money/src/', import.meta.url))
export const buildFolder = join(appFolder, 'dist')
export const sourceHashFile = join(buildFolder, '.source-hash')

const isSource = (name: string): boolean => !/\.test\.tsx?$/.test(name)

const filesBelow = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && isSource(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Everything that decides what the build looks like; package.json pins the tools' versions exactly. */
const sourceFiles = async (): Promise<string[]> => {
  const own = ['index.html', 'package.json', 'vite.config.ts', 'build.ts', 'run-build.ts']
  const below = [...(await filesBelow(join(appFolder, 'src'))), ...(await filesBelow(moneyFolder))]
  return [...own.map((name) => join(appFolder, name)), ...below].toSorted()
}

/** Names and contents of all sources, as one hex digest. */
export const hashOfSources = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const file of await sourceFiles()) {
    const content = await readFile(file)
    hash.update(`${file.slice(appFolder.length)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

export const hashOfBuild = async (): Promise<string | null> => {
  try {
    return await readFile(sourceHashFile, 'utf8')
  } catch {
    return null
  }
}

/**
 * Builds the hosted checkout page unless the build is already that of the present sources.
 *
 * @returns `directory` holds `index.html`, the shell of every session, and `assets/`, which the page asks for as
 *          `/checkout-assets/assets/…`; asset names carry a content hash, so they may be cached for ever.
 * @throws  With the bundler's words when the sources do not build.
 *
 * The bundler runs in a process of its own: it would keep its memory and set NODE_ENV in the server's. Several processes
 * may call this at once; see run-build.ts.
 */
export const buildCheckout = async (): Promise<{ directory: string }> => {
  if ((await hashOfBuild()) !== (await hashOfSources())) {
    try {
      await promisify(execFile)(process.execPath, [join(appFolder, 'run-build.ts')], {
        cwd: appFolder,
        env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', NODE_TEST_CONTEXT: '' },
      })
    } catch (error) {
      const { stderr } = error as { stderr?: string }
      throw new Error(`The checkout page does not build.\n${stderr ?? ''}`, { cause: error })
    }
  }
  return { directory: buildFolder }
}
