import { plantEach } from '../mutations/plant-each.ts';
import { ON_SOAK, SOUND } from '../mutations/planted-bugs.ts';

plantEach(ON_SOAK, { sound: SOUND });
