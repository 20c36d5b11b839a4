import { readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

const source = join(import.meta.dirname, '..')

/** `getOpenAPISpec` lives in `get-open-api-spec.ts`. */
export const fileNameOf = (operationId: string): string =>
  `${operationId
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()}.ts`

/** Every file of a `routes` folder by its name; the path counts from the sources' root. */
export const routeFiles = (): Map<string, string> =>
  new Map(
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && basename(dirname(path)) === 'routes')
      .map((path) => [basename(path), relative(process.cwd(), join(source, path))]),
  )
