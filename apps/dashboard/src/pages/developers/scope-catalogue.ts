/** What one scope lets a key do: the summaries of the operations that ask for it. */
export type ScopeUse = { readonly scope: string; readonly uses: readonly string[] }

type Operation = { summary?: string; 'x-flint-required-scopes'?: readonly string[] }
type OpenApiDocument = { paths?: Record<string, Record<string, Operation>> }

/**
 * The scopes that routes of this server ask for, by name, from its OpenAPI document. A scope that nothing asks for yet is
 * not offered: a key with it could do no more than one without.
 * Source: contract, flint-platform 9.3.
 */
export const scopeCatalogue = (document: OpenApiDocument): ScopeUse[] => {
  const uses = new Map<string, string[]>()
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path)) {
      for (const scope of operation['x-flint-required-scopes'] ?? []) {
        uses.set(scope, [...(uses.get(scope) ?? []), operation.summary ?? ''])
      }
    }
  }
  return [...uses]
    .map(([scope, summaries]) => ({ scope, uses: summaries.filter((summary) => summary !== '') }))
    .toSorted((a, b) => (a.scope < b.scope ? -1 : 1))
}
