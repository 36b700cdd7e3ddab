"""A warning is somebody's task: raised, told, answered, checked, ended with confirmed or false."""
