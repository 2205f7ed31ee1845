export { eventCategories, eventTypes, type EventType } from './events/event-types.ts'
