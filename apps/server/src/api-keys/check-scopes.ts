import { canonicalScope, hasScope, heldScopes, isAllowedIn, wildcard } from '../platform/auth/scopes.ts'
import type { Context } from '../platform/context.ts'
import { type ErrorDefinition, refuse } from '../platform/http/errors.ts'
import { apiKeyErrors } from './errors.ts'

const refuseAt = (definition: ErrorDefinition, index: number, message: string, context: object = {}) => {
  const param = `scopes[${index}]`
  return refuse(definition, {
    param,
    message,
    details: [{ code: definition.code, param, message, ...context }],
  })
}

/**
 * Refuses what a key of this mode cannot be given by this caller. Nobody gives what they lack, so that a key that may make
 * keys is no key to everything; what a key holds already may stay. Source: contract, flint-platform 9.2 rules 3 to 5.
 *
 * @param already Stored scopes of the key that is changed.
 */
export const checkScopes = (
  ctx: Pick<Context, 'scopes'>,
  mode: 'test' | 'live',
  scopes: readonly string[],
  already: readonly string[] = [],
): void => {
  const kept = heldScopes(already) ?? new Set()
  const seen = new Set<string>()
  for (const [index, scope] of scopes.entries()) {
    const canonical = canonicalScope(scope)
    // The wildcard is in no catalogue: who does not hold it does not know it.
    if (canonical === null || (canonical === wildcard && !ctx.scopes.has(wildcard) && !kept.has(wildcard)))
      throw refuseAt(apiKeyErrors.UNKNOWN_SCOPE, index, `There is no scope "${scope}".`, { scope })
    if (seen.has(canonical))
      throw refuseAt(apiKeyErrors.DUPLICATE_SCOPE, index, `The scope ${scope} is named twice.`, { scope })
    seen.add(canonical)
    if (!isAllowedIn(mode, canonical))
      throw refuseAt(
        apiKeyErrors.SCOPE_NOT_ALLOWED_FOR_KEY_MODE,
        index,
        `A ${mode} key cannot hold the scope ${scope}.`,
        { scope, requested_key_mode: mode, allowed_key_modes: ['live'] },
      )
    if (!hasScope(kept, canonical) && !hasScope(ctx.scopes, canonical))
      throw refuseAt(apiKeyErrors.SCOPE_NOT_ALLOWED, index, `The calling key lacks the scope ${scope}.`, {
        scope,
      })
  }
}
