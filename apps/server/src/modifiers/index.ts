export { chooseModifiers } from './choose-modifiers.ts'
export { modifierErrors } from './errors.ts'
export {
  type ChosenModifier,
  type LineModifierInput,
  LineModifierInputSchema,
  type LineSource,
  type SellableModifiers,
  noModifiers,
} from './line-modifier.ts'
export { findModifierSet } from './queries.ts'
export { type AskedModifiers, findModifiersToSell } from './sellable-query.ts'
export { modifierRoutes } from './routes/index.ts'
