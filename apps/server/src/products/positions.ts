import { type ErrorDefinition, refuse } from '../platform/http/errors.ts'

export const maxPosition = 1_000_000

/** As sent, else the place in the list, from 0; no two may be equal. */
export const positionsOf = (
  items: readonly { position?: number }[],
  definition: ErrorDefinition,
  param: string,
): number[] => {
  const positions = items.map(({ position }, index) => position ?? index)
  const twice = positions.findIndex((position, index) => positions.indexOf(position) !== index)
  if (twice !== -1)
    throw refuse(definition, {
      param: `${param}[${twice}].position`,
      message: `Position ${positions[twice]} stands twice; where it is left out, it is the place in the list, from 0.`,
    })
  return positions
}

export const byPosition = (a: { position: number }, b: { position: number }): number =>
  a.position - b.position
