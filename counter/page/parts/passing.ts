/** How often is the time drawn anew? No oftener than it changes what is read. */
import { computed } from '@preact/signals';
import { now } from '../../../server/pages/shared/clock';

/** The product's time as an ISO instant up to the second, to ten seconds, and to the minute. */
export const second = computed(() => now.value.slice(0, 19));
export const tenSeconds = computed(() => now.value.slice(0, 18));
export const minute = computed(() => now.value.slice(0, 16));
