# What we change in llama.cpp before it is built: docs/decisions/0015. Told to CMake as CMAKE_PROJECT_ggml_INCLUDE.
#
# Another version of llama.cpp whose code reads differently ends the build here, and somebody looks.

set(llama_changes "${CMAKE_CURRENT_LIST_DIR}")
set(llama_mark "// Changed for MedS Workbench.\n")

# Begin to change a file of ggml's processor code; nothing more happens where it has been changed already.
macro(change name)
    set(source "${CMAKE_CURRENT_SOURCE_DIR}/src/ggml-cpu/${name}")
    file(READ "${source}" code)
    string(FIND "${code}" "${llama_mark}" changed)
endmacro()

function(replace old new)
    if(NOT changed EQUAL -1)
        return()
    endif()
    string(FIND "${code}" "${old}" at)
    if(at EQUAL -1)
        message(FATAL_ERROR "llama.cpp reads differently here: ${source} lacks\n${old}")
    endif()
    string(REPLACE "${old}" "${new}" code "${code}")
    set(code "${code}" PARENT_SCOPE)
endfunction()

macro(keep_change)
    if(changed EQUAL -1)
        file(WRITE "${source}" "${llama_mark}${code}")
    endif()
endmacro()

include("${llama_changes}/attention.cmake")
include("${llama_changes}/matrices.cmake")
