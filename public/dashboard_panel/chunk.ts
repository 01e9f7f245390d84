/** What a dashboard with a panel loads, beside Kibana's own: see `register.ts`. */
export { askForSettings } from './ask_for_settings';
export { SwimLaneEmbeddable } from './swim_lane_embeddable';
